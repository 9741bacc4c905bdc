import { Alert } from 'antd';
import type { Instrument } from '#domain/consortium/data.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';

/**
 * What the dialog of a signature knows. The hash is that of the text shown on this page; a text changed meanwhile has another, and the signature is
 * refused (B15). `text`: what is signed.
 */
export function signingKnowledge(instrument: Instrument | undefined, text: string): Pick<DialogKnowledge, 'given' | 'notes'> {
  if (!instrument) return {};
  return {
    given: { 'sign-agreement': { sha256: instrument.sha256 } },
    notes: {
      'sign-agreement': (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          title={`签署${text}第 ${instrument.version} 版`}
          description={<HashLine sha256={instrument.sha256} />}
        />
      ),
    },
  };
}

/** 校验码, in groups that can be compared with the paper. */
function HashLine({ sha256 }: { sha256: string }) {
  return (
    <span className="hash">
      校验码（SHA-256）<code>{sha256.match(/.{1,8}/g)!.join(' ')}</code>
    </span>
  );
}
