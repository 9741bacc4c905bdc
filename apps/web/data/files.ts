import type { ProblemBody } from '#apps/api/contract.js';
import { ApiProblem, api } from './client.js';

export const MOST_BYTES = 50 * 1024 * 1024;
export const ACCEPTED = '.pdf,.doc,.docx,.wps,.xls,.xlsx,.et,.png,.jpg,.jpeg,.gif,.bmp,.tif,.tiff,.ofd';

/** Sends one file. What is too large is refused before a byte leaves the machine (6.12); the api judges again. */
export async function upload<T>(path: string, file: File): Promise<T> {
  if (file.size > MOST_BYTES)
    throw refused('too_large', `“${file.name}”为 ${megabytes(file.size)}，超过单个附件 50MB 的上限，请压缩或拆分后上传。`);
  if (file.size === 0) throw refused('file_missing', `“${file.name}”是空文件，请核对后重新选择。`);
  const body = new FormData();
  body.set('file', file);
  return api<T>('POST', path, body);
}

/** Starts a download; a refusal is thrown, not shown as a file. */
export async function download(path: string): Promise<void> {
  const response = await fetch(`/api${path}`);
  if (!response.ok) throw new ApiProblem((await response.json()) as ProblemBody);
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = named ? decodeURIComponent(named) : '';
  link.click();
  URL.revokeObjectURL(url);
}

export const megabytes = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const refused = (code: string, message: string) => new ApiProblem({ code, message, field: 'file', status: 0, requestId: '' });
