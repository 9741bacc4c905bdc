import type { PublishedPolicy } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';

export function PolicyText({ policy }: { policy: PublishedPolicy }) {
  return (
    <>
      <div className="policy-text">
        {policy.text.map((paragraph, index) => {
          if (paragraph.startsWith('## ')) return <h3 key={index}>{paragraph.slice(3)}</h3>;
          if (paragraph.startsWith('# ')) return <h2 key={index}>{paragraph.slice(2)}</h2>;
          return <p key={index}>{paragraph}</p>;
        })}
      </div>
      <p className="signed">
        {policy.issuer}
        {policy.issueDate && <br />}
        {policy.issueDate && formatDate(policy.issueDate)}
      </p>
    </>
  );
}
