import pg from 'pg';

/** I2 in plain SQL, independent of the product's code: no cap above its limit, every counter is what its claims hold, no matter held by nobody. */
export async function capViolations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found: string[] = [];
  const look = async (what: string, sql: string) => {
    for (const row of (await client.query(sql)).rows) found.push(`${what} ${JSON.stringify(row)}`);
  };
  try {
    await look(
      'I2 above the limit',
      'select key, limit_fen, used_fen, reserved_fen from subsidy_cap where used_fen + reserved_fen > limit_fen',
    );
    await look(
      'I2 a counter differs from what its claims hold',
      `with held as (
         select cap->>'key' as key,
           sum(case when status in ('calculating', 'verifying', 'meeting', 'publicity') then fen else 0 end) as reserved,
           sum(case when status in ('approved', 'queued', 'payable', 'paying', 'paid', 'recovering', 'recovered') then fen - freed else 0 end) as used
         from (select id, status, state, coalesce(state->'data'->>'awardFen', '0')::bigint as fen, coalesce(state->'data'->>'freedFen', '0')::bigint as freed
               from "case" where process = 'claim') c
         cross join jsonb_array_elements(coalesce(c.state->'data'->'assessment'->'caps', '[]')) cap group by 1)
       select coalesce(c.key, h.key) as key, used_fen, reserved_fen, used, reserved from subsidy_cap c full join held h on h.key = c.key
       where coalesce(used_fen, 0) <> coalesce(used, 0) or coalesce(reserved_fen, 0) <> coalesce(reserved, 0)`,
    );
    await look(
      'an award above what its formula gives',
      `select id from "case" where process = 'claim' and (state->'data'->>'awardFen')::bigint > (state->'data'->'assessment'->>'roundedFen')::bigint`,
    );
    await look(
      'R19 a matter held by a claim that ended without an award',
      `select m.key from subsidy_matter m join "case" c on c.id = m.case_id where c.status in ('refused', 'withdrawn')`,
    );
    return found;
  } finally {
    await client.end();
  }
}
