import { Alert, Card, Flex, Table, Tag } from 'antd';
import { formatInstant } from '#domain/calendar/instant.js';
import { droppedScores } from '#domain/panel/scores.js';
import { ToneTag } from '../tone-tag.js';

interface DrawRecord {
  seed: string | number;
  candidates: readonly string[];
  excluded: readonly { personId: string; reason: string }[];
  drawn: readonly string[];
  at?: number;
  on?: string;
}

/** A panel as the record of any process keeps it. */
export interface PanelRecord {
  experts?: readonly string[];
  promised?: readonly string[];
  /** `marks`: of a score made of several, each by its key. */
  scores?: readonly { personId: string; score: number; comment?: string; marks?: Readonly<Record<string, number>> }[];
  draws?: readonly DrawRecord[];
  /** Who withdrew or was replaced. */
  gone?: readonly string[];
  score?: string | number;
}

const drawnBy: Record<string, string> = { 'draw-panel': '抽取', recuse: '回避后补抽', 'replace-expert': '更换后补抽' };
/** Points from the panel's mean at which a score is pointed out to the reader; it changes nothing. */
const FAR = 15;

/** 专家评审 (6.2): who was drawn, promised and scored; and every draw with its seed, pool and exclusions, so that it can be repeated. */
export function ExpertPanel({
  record,
  names,
  size,
  dimensions = [],
}: {
  record: PanelRecord;
  names: Record<string, string>;
  size: string;
  /** What a score is made of. */
  dimensions?: readonly { key: string; label: string }[];
}) {
  const { experts = [], promised = [], scores = [], draws = [], gone = [], score } = record;
  if (draws.length === 0)
    return (
      <Alert
        type="info"
        showIcon
        title={`尚未抽取专家。点击下方“抽取专家”，由系统从专家库按领域随机抽取${size}，自动回避利害关系人员。`}
      />
    );
  const mean = scores.reduce((sum, given) => sum + given.score, 0) / (scores.length || 1);
  const name = (id: string) => names[id] ?? id;
  // Which are left out is known once everybody has scored.
  const [lowest, highest] = scores.length < experts.length ? [] : droppedScores(scores.map((given) => given.score));
  const left = (id: string) => {
    const at = scores.findIndex((given) => given.personId === id);
    return at === -1 ? undefined : at === lowest ? '去掉最低分' : at === highest ? '去掉最高分' : undefined;
  };
  const rows = [
    ...experts.map((id) => ({ id, left: false, given: scores.find((given) => given.personId === id) })),
    ...gone.map((id) => ({ id, left: true, given: undefined })),
  ];
  return (
    <Flex vertical gap="middle">
      <Table
        aria-label="评审专家"
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: '专家', render: (_, row) => name(row.id), width: 140 },
          {
            title: '状态',
            width: 120,
            render: (_, row) => {
              if (row.left) return <Tag>已回避/更换</Tag>;
              if (row.given) return <ToneTag tone="passed">已评分</ToneTag>;
              return promised.includes(row.id) ? (
                <ToneTag tone="review">已承诺，待评分</ToneTag>
              ) : (
                <ToneTag tone="returned">待签承诺</ToneTag>
              );
            },
          },
          ...dimensions.map(({ key, label }) => ({
            title: label,
            width: 92,
            align: 'end' as const,
            render: (_: unknown, row: (typeof rows)[number]) => row.given?.marks?.[key] ?? '—',
          })),
          {
            title: dimensions.length > 0 ? '加权得分' : '评分',
            width: 120,
            render: (_, row) =>
              row.given && (
                <>
                  {row.given.score} {left(row.id) && <Tag>{left(row.id)}</Tag>}
                  {Math.abs(row.given.score - mean) >= FAR && <ToneTag tone="returned">偏离均分</ToneTag>}
                </>
              ),
          },
          { title: '评语', render: (_, row) => row.given?.comment ?? '—' },
        ]}
      />
      {score !== undefined && (
        <Alert
          type="success"
          showIcon
          title={`评审组得分 ${score} 分（${scores.length} 名专家${highest === undefined ? '' : '，去掉一个最高分和一个最低分后取平均分'}）`}
        />
      )}
      <Card size="small" title={`抽取记录（${draws.length}次）`}>
        {draws.map((draw, index) => (
          <DrawLog key={index} draw={draw} name={name} />
        ))}
      </Card>
    </Flex>
  );
}

function DrawLog({ draw, name }: { draw: DrawRecord; name: (id: string) => string }) {
  return (
    <details className="draw">
      <summary>
        {draw.at !== undefined && formatInstant(draw.at)} {drawnBy[draw.on ?? ''] ?? '抽取'}：{draw.drawn.map(name).join('、')}
      </summary>
      <dl>
        <dt>随机种子</dt>
        <dd>{draw.seed}（同一专家库与种子可重现本次结果）</dd>
        <dt>候选专家 {draw.candidates.length} 名</dt>
        <dd>{draw.candidates.map(name).join('、') || '—'}</dd>
        <dt>排除 {draw.excluded.length} 名</dt>
        <dd>{draw.excluded.map((one) => `${name(one.personId)}（${one.reason}）`).join('、') || '—'}</dd>
      </dl>
    </details>
  );
}
