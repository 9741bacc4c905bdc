import { Alert, Card } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../data/client.js';

/** The frame of every page before sign-in. */
export function AccountCard({ title, width = 420, children }: { title: string; width?: number; children: ReactNode }) {
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100vh', padding: 24, background: '#f0f4f8' }}>
      <Card style={{ width, maxWidth: '100%' }}>
        <h1 style={{ fontSize: 20, marginTop: 0 }}>{title}</h1>
        {children}
      </Card>
    </main>
  );
}

/** A refusal in a form, with every single finding. */
export function Refused({ error }: { error: Error | null }) {
  if (!error) return null;
  const details = error instanceof ApiProblem ? (error.problem.details ?? []) : [];
  const list = details.length > 1 && (
    <ul style={{ margin: 0, paddingLeft: 16 }}>
      {details.map((one) => (
        <li key={one.field}>{one.message}</li>
      ))}
    </ul>
  );
  return <Alert type="error" showIcon title={error.message} description={list || undefined} style={{ marginBottom: 16 }} />;
}
