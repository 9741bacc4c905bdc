import type { ProblemBody } from '#apps/api/contract.js';

/** A refusal of the api, as the page shows it: the message, the field, the request's number for the help desk. */
export class ApiProblem extends Error {
  constructor(readonly problem: ProblemBody) {
    super(problem.message);
  }
}

/** One request; a FormData is sent as it is. Only reads are repeated by the data layer; a decision carries its own id and may be sent again safely. `background`: a page that
 * refreshes itself; it does not keep an idle session alive (S8). */
export async function api<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  { background = false }: { background?: boolean } = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers: {
        'x-duban': background ? 'background' : '1',
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiProblem({
      code: 'offline',
      message: '网络中断，操作尚未完成，请检查网络后重试；重试不会重复办理。',
      status: 0,
      requestId: '',
    });
  }
  const text = await response.text();
  const answer: unknown = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new ApiProblem(answer as ProblemBody);
  return answer as T;
}
