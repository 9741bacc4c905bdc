import { existsSync, readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ApiDescription, RouteDescription } from './describe.js';

const written = new URL('./routes.json', import.meta.url);

/** What the build read from the handlers; a program that was not built has none. */
function readDescription(): ApiDescription {
  return existsSync(written) ? (JSON.parse(readFileSync(written, 'utf8')) as ApiDescription) : { routes: {}, schemas: {} };
}

/** The OpenAPI document: Nest's routes, each with its summary, body, query, answer and refusals. */
export function openApiDocument(app: NestFastifyApplication, description = readDescription()): OpenAPIObject {
  const about = new DocumentBuilder().setTitle('督办 Duban').setVersion('1').addCookieAuth('duban').build();
  const document = SwaggerModule.createDocument(app, about) as any;
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...description.schemas } };
  for (const methods of Object.values<any>(document.paths))
    for (const operation of Object.values<any>(methods)) {
      const route = description.routes[operation.operationId as string];
      if (route) describeOperation(operation, route);
    }
  return document as OpenAPIObject;
}

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const anyFile = { type: 'string', format: 'binary' };
const refused = {
  description: '未办理：原因、应当怎么办、所在字段',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemBody' } } },
};

function describeOperation(operation: any, { summary, body, file, query, answer, download }: RouteDescription): void {
  operation.summary = summary.split(/(?<=[.。])\s/)[0];
  operation.description = summary;
  if (body) operation.requestBody = { required: true, ...json(body) };
  if (file)
    operation.requestBody = {
      required: true,
      content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: anyFile } } } },
    };
  if (query?.properties) operation.parameters = [...pathParameters(operation), ...queryParameters(query)];
  const success = Object.keys(operation.responses).find((status) => status.startsWith('2'))!;
  const content = answer ? json(answer) : download ? { content: { 'application/octet-stream': { schema: anyFile } } } : {};
  operation.responses = { [success]: { description: '办理结果', ...content }, default: refused };
}

const pathParameters = (operation: any) => (operation.parameters ?? []).filter((one: any) => one.in === 'path');

const queryParameters = ({ properties = {}, required = [] }: NonNullable<RouteDescription['query']>) =>
  Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
