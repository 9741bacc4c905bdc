import { Table } from 'antd';
import type { EvaluationData } from '#domain/consortium/evaluation/data.js';
import { defaultWeights, weighted, type Marks } from '#domain/consortium/scoring.js';
import { dimensions } from '#domain/consortium/vocabulary.js';
import { droppedScores } from '#domain/panel/scores.js';

type Line = (typeof dimensions)[number];

/** The four dimensions with their weights and, for whom the panel is open, the mean mark of the experts that count (6.2). */
export function MarksTable({ data }: { data: EvaluationData }) {
  const { weights = defaultWeights, scores = [], score, panel = [] } = data;
  const complete = scores.length > 0 && scores.length === panel.length;
  const dropped = droppedScores(scores.map((given) => given.score));
  const counted = scores.filter((_, at) => !dropped.includes(at));
  const mean = ({ key }: Line) => counted.reduce((sum, given) => sum + given.marks[key], 0) / counted.length;
  const part = (line: Line) => {
    const none: Marks = { tasks: 0, funds: 0, management: 0, cooperation: 0 };
    return weighted({ ...none, [line.key]: mean(line) }, weights);
  };
  const figure = (title: string, of: (line: Line) => string | number) => ({
    title,
    width: 120,
    align: 'end' as const,
    render: (_: unknown, line: Line) => of(line),
  });
  return (
    <Table<Line>
      aria-label="四个维度"
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={[...dimensions]}
      columns={[
        { title: '维度', dataIndex: 'label' },
        figure(data.weights ? '权重（%）' : '默认权重（%）', ({ key }) => weights[key]),
        ...(complete
          ? [figure('专家均分', (line) => mean(line).toFixed(2)), figure('加权得分', (line) => part(line).toFixed(2))]
          : []),
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0}>
            <b>合计</b>
            {dropped.length > 0 && complete && <span className="quiet">（去掉一个最高分和一个最低分）</span>}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="end">
            {dimensions.reduce((sum, { key }) => sum + weights[key], 0)}
          </Table.Summary.Cell>
          {complete && <Table.Summary.Cell index={2} />}
          {complete && (
            <Table.Summary.Cell index={3} align="end">
              <b>{score}</b>
            </Table.Summary.Cell>
          )}
        </Table.Summary.Row>
      )}
    />
  );
}
