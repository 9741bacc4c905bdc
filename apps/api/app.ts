import 'reflect-metadata';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { FileStore } from '#activities/documents/store.js';
import type { Database } from '#records/database.js';
import { openReader } from '#records/reader.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { AccountController } from './account/account.controller.js';
import { DeputiesController } from './account/deputies.controller.js';
import { PasswordController } from './account/password.controller.js';
import { RecoveryController } from './account/recovery.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { adminControllers } from './admin/index.js';
import { callControllers } from './calls/index.js';
import { CasesController } from './cases/cases.controller.js';
import { CoordinationController } from './coordination/coordination.controller.js';
import { CONFIG, DATABASE, READER, defaultFilesRoot, type Config } from './config.js';
import { openApiDocument } from './docs/document.js';
import { ConsortiaController } from './consortium/consortia.controller.js';
import { BansController } from './consortium/bans.controller.js';
import { FormationsController } from './consortium/formations.controller.js';
import { documentControllers } from './documents/index.js';
import { ProblemFilter } from './errors/problem.js';
import { HealthController } from './health/health.controller.js';
import { Engine } from './inspector/engine.js';
import { keepPrivate } from './http/keep-private.js';
import { observe } from './http/observe.js';
import { refuseUnwholesome } from './http/wholesome.js';
import { InspectorController } from './inspector/inspector.controller.js';
import { PaymentsController } from './payments/payments.controller.js';
import { PublicController } from './public/public.controller.js';
import { RegistersController } from './registers/registers.controller.js';
import { RegistrationController } from './registration/registration.controller.js';
import { ClaimListsInController } from './subsidies/claim-lists-in.controller.js';
import { SubsidiesController } from './subsidies/subsidies.controller.js';
import { SessionGuard } from './session/guard.js';
import { Sight } from './session/sight.js';
import { SessionController } from './session/session.controller.js';
import { Sessions } from './session/sessions.js';
import { EstimateController } from './subsidies/estimate.controller.js';

@Module({})
class ApiModule {
  static with(config: Config, db: Database, reader: Database): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        SessionController,
        PasswordController,
        AccountController,
        DeputiesController,
        RecoveryController,
        RegistrationController,
        AuditController,
        CasesController,
        ...callControllers,
        ConsortiaController,
        BansController,
        FormationsController,
        PublicController,
        PaymentsController,
        ClaimListsInController,
        SubsidiesController,
        CoordinationController,
        RegistersController,
        EstimateController,
        InspectorController,
        ...documentControllers,
        ...adminControllers,
        HealthController,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DATABASE, useValue: db },
        { provide: READER, useValue: reader },
        { provide: FileStore, useValue: new FileStore(config.filesRoot ?? defaultFilesRoot) },
        Reflector,
        Sessions,
        Engine,
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_INTERCEPTOR, useClass: Sight },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}

/** The HTTP application, ready to listen. `logger`: JSON lines with the request id; never bodies or personal data. */
export async function createApi(
  config: Config,
  db: Database,
  { logger = false }: { logger?: boolean } = {},
): Promise<NestFastifyApplication> {
  registerProgrammes();
  const adapter = new FastifyAdapter({
    logger,
    disableRequestLogging: true,
    requestIdLogLabel: 'requestId',
    genReqId: () => randomUUID(),
    bodyLimit: 1_048_576,
    trustProxy: 'loopback',
  });
  const reader = openReader(config.readerUrl ?? config.databaseUrl, { max: 20 });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(config, db, reader), adapter, {
    logger: ['error', 'warn'],
  });
  app.setGlobalPrefix('api');
  await app.register(cookie as never);
  await app.register(multipart as never, { throwFileSizeLimit: false });
  const server = adapter.getInstance();
  server.addHook('onClose', () => reader.$disconnect());
  observe(server);
  keepPrivate(server);
  refuseUnwholesome(server);
  await app.register(helmet as never, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        // antd and mermaid write their styles into the page as they draw.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
  });
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app));
  await app.init();
  return app;
}
