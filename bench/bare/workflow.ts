import { condition, defineSignal, setHandler } from '@temporalio/workflow';

/** The least a workflow can do: it sleeps until it is signalled, and ends. */
export async function bare(): Promise<void> {
  let woken = false;
  setHandler(defineSignal('wake'), () => {
    woken = true;
  });
  await condition(() => woken);
}
