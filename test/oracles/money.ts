import pg from 'pg';

/** I1, I3 in plain SQL, independent of the product's code: double entry, balances recomputed, one effect a payment, nothing paid twice. */
export async function moneyViolations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found: string[] = [];
  const look = async (what: string, sql: string) => {
    for (const row of (await client.query(sql)).rows) found.push(`${what} ${JSON.stringify(row)}`);
  };
  try {
    await look(
      'I1 unbalanced transfer',
      'select transfer_id from ledger_entry group by transfer_id having sum(fen) <> 0 or count(*) <> 2',
    );
    await look('I1 accounts do not add up to nothing', 'select sum(fen) from ledger_balance having sum(fen) <> 0');
    await look(
      'I1 balance differs from its entries',
      `select account, b.fen, e.fen as computed from ledger_balance b
       full join (select account, sum(fen) as fen from ledger_entry group by account) e using (account) where coalesce(b.fen, 0) <> coalesce(e.fen, 0)`,
    );
    await look('I1 overdrawn', `select account, fen from ledger_balance where fen < 0 and account not like 'appropriation/%'`);
    await look(
      'I3 a payment without its intent or with another amount at the treasury',
      `select p.key from treasury_simulator.payment p left join payment_intent i using (key) where i.key is null or i.fen <> p.fen`,
    );
    await look(
      'I3 a case paid twice',
      `select case_id, count(*) from payment_intent i join treasury_simulator.payment p using (key) where p.outcome = 'paid' group by case_id having count(*) > 1`,
    );
    await look(
      'I1 what was paid is not what the receipts say',
      `select (select coalesce(sum(fen), 0) from payment_intent where outcome = 'paid') as receipts,
              (select coalesce(sum(e.fen), 0) from ledger_entry e join ledger_transfer t on t.id = e.transfer_id where t.what = '支付成功' and e.fen > 0) as ledger
       where (select coalesce(sum(fen), 0) from payment_intent where outcome = 'paid')
          <> (select coalesce(sum(e.fen), 0) from ledger_entry e join ledger_transfer t on t.id = e.transfer_id where t.what = '支付成功' and e.fen > 0)`,
    );
    await look(
      'I10 one person in two seats of an order',
      `select id from "case" where process = 'payment-order' and (state->'data'->'maker' ?| array(select jsonb_array_elements_text(state->'data'->'checker'))
         or state->'data'->'approver' ?| array(select jsonb_array_elements_text(state->'data'->'maker') union select jsonb_array_elements_text(state->'data'->'checker')))`,
    );
    return found;
  } finally {
    await client.end();
  }
}
