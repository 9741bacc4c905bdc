import type { FormDocument } from '#domain/form/document.js';
import type { DocumentRule } from './types.js';

/** The form of a case's document; that of some depends on the case. */
export const formOf = <D>({ form }: Pick<DocumentRule<D>, 'form'>, data: D): FormDocument =>
  typeof form === 'function' ? form(data) : form;
