/** What differs between a transmittal 报送 (A18) and a selection list 入选名单 (2.1) on the pages they share. */
export interface ListKind {
  process: 'transmittal' | 'selection-list';
  /** Under the call. */
  path: string;
  title: string;
  create: string;
  /** Opens one: the api's path. */
  post: string;
  candidates: string;
  pick: string;
  none: string;
  empty: string;
}

export const listKinds: Record<ListKind['process'], ListKind> = {
  transmittal: {
    process: 'transmittal',
    path: 'transmittals',
    title: '报送',
    create: '新建报送',
    post: '/transmittals',
    candidates: 'transmittable',
    pick: '生成报送稿',
    none: '没有待报送的项目。州（市）审核通过的项目在此待报送。',
    empty: '还没有报送。州（市）审核通过项目后，由州（市）经办新建报送。',
  },
  'selection-list': {
    process: 'selection-list',
    path: 'selection',
    title: '入选名单',
    create: '新建上会名单',
    post: '/selection-lists',
    candidates: 'for-meeting',
    pick: '生成上会名单',
    none: '没有待上会的项目，或均已列入其他上会名单。形式审查（专家评审）通过的项目在此待上会。',
    empty: '还没有名单。形式审查（专家评审）通过的项目，由省厅经办列入上会名单。',
  },
};
