import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { Schemas, type Schema } from './schema.js';

/** What the OpenAPI document says of a route, read from the handler itself: its comment, what it parses, what it returns. */
export interface RouteDescription {
  summary: string;
  body?: Schema;
  /** The route takes one file, as multipart/form-data. */
  file?: true;
  query?: Schema;
  /** Absent: the answer has no content. */
  answer?: Schema;
  /** The answer is a file. */
  download?: true;
}

export interface ApiDescription {
  /** By operation id: 'CasesController_list'. */
  routes: Record<string, RouteDescription>;
  schemas: Record<string, Schema>;
}

const verbs = new Set(['Get', 'Post', 'Put', 'Delete', 'Patch']);

/** Reads every controller under `root` with the compiler; nothing about a route is written twice. */
export function describeApi(root: string): ApiDescription {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const files = globSync('apps/api/**/*.controller.ts', { cwd: root }).map((file) => join(root, file));
  const program = ts.createProgram([...files, join(root, 'apps/api/contract.ts')], options);
  const checker = program.getTypeChecker();
  const schemas = new Schemas(checker);
  const routes: Record<string, RouteDescription> = {};
  for (const file of files) {
    for (const one of program.getSourceFile(file)!.statements) {
      if (!ts.isClassDeclaration(one) || !one.name) continue;
      for (const method of one.members.filter(ts.isMethodDeclaration)) {
        if (!decoratorsOf(method).some((name) => verbs.has(name))) continue;
        routes[`${one.name.text}_${method.name.getText()}`] = describeRoute(checker, schemas, method);
      }
    }
  }
  problemBody(program, checker, schemas);
  return { routes, schemas: schemas.components };
}

function describeRoute(checker: ts.TypeChecker, schemas: Schemas, method: ts.MethodDeclaration): RouteDescription {
  const signature = checker.getSignatureFromDeclaration(method)!;
  const returned = checker.getAwaitedType(signature.getReturnType())!;
  const [parsedBody, parsedQuery] = ['Body', 'Query'].map((decorator) => parsedBy(checker, method, decorator));
  const called = callsIn(method).map((call) => call.expression.getText());
  const text = method.getText();
  const hasReply = method.parameters.some((parameter) => parameter.type?.getText() === 'FastifyReply');
  const nothing = (returned.flags & ts.TypeFlags.Void) !== 0;
  return {
    summary: commentOf(checker, signature) || commentOfWork(checker, method),
    ...(parsedBody ? { body: schemas.of(parsedBody) } : {}),
    ...(called.some((name) => /receiveUpload|withUpload/.test(name)) ? { file: true } : {}),
    ...(parsedQuery ? { query: schemas.of(parsedQuery) } : {}),
    ...(nothing ? {} : { answer: schemas.of(returned) }),
    ...(nothing && hasReply && /\.send\(|send\(|offer\(/.test(text) ? { download: true } : {}),
  };
}

const commentOf = (checker: ts.TypeChecker, signature: ts.Signature): string =>
  ts.displayPartsToString(signature.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();

/** A handler that only calls the record needs no comment of its own: what it does is what the record's function says. */
function commentOfWork(checker: ts.TypeChecker, method: ts.MethodDeclaration): string {
  for (const call of callsIn(method)) {
    const signature = checker.getResolvedSignature(call);
    const file = signature?.declaration?.getSourceFile().fileName ?? '';
    const comment = signature && file.includes('/records/') ? commentOf(checker, signature) : '';
    if (comment) return comment;
  }
  return '';
}

/** The type of what a schema makes of the parameter: `X.parse(body)` in the handler. */
function parsedBy(checker: ts.TypeChecker, method: ts.MethodDeclaration, decorator: string): ts.Type | undefined {
  const parameter = method.parameters.find((one) => decoratorsOf(one).includes(decorator));
  if (!parameter) return undefined;
  const parse = callsIn(method).find(
    ({ expression, arguments: [given] }) =>
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === 'parse' &&
      given?.getText() === parameter.name.getText(),
  );
  return parse && checker.getTypeAtLocation(parse);
}

function callsIn(node: ts.Node): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isCallExpression(one)) found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

function decoratorsOf(node: ts.HasDecorators): string[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) =>
    ts.isCallExpression(expression) ? [expression.expression.getText()] : [],
  );
}

/** Every refusal's body (RFC 9457) is a component too. */
function problemBody(program: ts.Program, checker: ts.TypeChecker, schemas: Schemas): void {
  const contract = program.getSourceFiles().find((file) => file.fileName.endsWith('apps/api/contract.ts'))!;
  const declared = contract.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'ProblemBody');
  schemas.of(checker.getTypeAtLocation(declared!));
}

/** The built program's description lies beside it. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(
    new URL('./routes.json', import.meta.url),
    JSON.stringify(describeApi(fileURLToPath(new URL('../../../..', import.meta.url)))),
  );
