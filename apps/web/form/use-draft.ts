import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, api } from '../data/client.js';

const EVERY_MS = 30_000;

interface Saved {
  content: Record<string, unknown>;
  savedAt: string;
}

export type DraftState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';

/**
 * A draft that saves itself every 30 s (6.12) on the version it was read from. When somebody saved meanwhile, nothing is overwritten: the state is
 * 'conflict' until `overwrite` or `adopt` is chosen.
 */
export function useDraft(path: string, read: Saved | undefined, saved: (draft: Saved) => void) {
  const [content, setContent] = useState<Record<string, unknown>>(read?.content ?? {});
  const [state, setState] = useState<DraftState>('saved');
  const [failure, setFailure] = useState<string>();
  const basedOn = useRef(read?.savedAt);
  const latest = useRef(content);
  const dirty = useRef(false);
  const running = useRef<Promise<void>>(undefined);

  const change = useCallback((next: Record<string, unknown>) => {
    latest.current = next;
    dirty.current = true;
    setContent(next);
    setState((before) => (before === 'conflict' ? before : 'unsaved'));
  }, []);

  const send = useCallback(async () => {
    const sent = latest.current;
    dirty.current = false;
    setState('saving');
    try {
      const draft = await api<Saved>('PUT', path, { content: sent, ...(basedOn.current ? { basedOn: basedOn.current } : {}) });
      basedOn.current = draft.savedAt;
      saved(draft);
      setFailure(undefined);
      setState(dirty.current ? 'unsaved' : 'saved');
    } catch (error) {
      dirty.current = true;
      setFailure((error as Error).message);
      setState(error instanceof ApiProblem && error.problem.code === 'draft_conflict' ? 'conflict' : 'failed');
      throw error;
    }
  }, [path, saved]);

  /** Saves what is unsaved; one after the other. Throws ApiProblem. */
  const save = useCallback(async () => {
    await running.current?.catch(() => undefined);
    if (!dirty.current) return;
    running.current = send();
    await running.current;
  }, [send]);

  const overwrite = useCallback(
    (theirs: Saved) => {
      basedOn.current = theirs.savedAt;
      return save();
    },
    [save],
  );

  const adopt = useCallback(
    (theirs: Saved) => {
      basedOn.current = theirs.savedAt;
      latest.current = theirs.content;
      dirty.current = false;
      setContent(theirs.content);
      setFailure(undefined);
      setState('saved');
      saved(theirs);
    },
    [saved],
  );

  useEffect(() => {
    const timer = setInterval(() => void (dirty.current && state !== 'conflict' && save().catch(() => undefined)), EVERY_MS);
    return () => clearInterval(timer);
  }, [save, state]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => dirty.current && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  /** Another window or colleague saved while nothing was typed here. */
  useEffect(() => {
    if (read && !dirty.current && read.savedAt > (basedOn.current ?? '')) {
      basedOn.current = read.savedAt;
      latest.current = read.content;
      setContent(read.content);
    }
  }, [read]);

  /** Leaving for another page of ours saves. */
  useEffect(() => () => void (dirty.current && send().catch(() => undefined)), [send]);

  return { content, state, failure, savedAt: basedOn.current, change, save, overwrite, adopt };
}
