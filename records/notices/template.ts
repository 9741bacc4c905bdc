/** What a notice is about, as its text may say it. */
export interface NoticeSubject {
  number?: string;
  title: string;
  /** The task or matter in a few words. */
  task?: string;
  due?: number;
  opinion?: string;
  status?: string;
  params?: Record<string, string | number>;
}

/** One kind of notice: what it is about 事项, and its sentence. No personal data, no attachment, never an approving link (specification 6.13). */
export interface Template {
  kind: '待办' | '提醒' | '办理结果' | '通知';
  matter: (of: NoticeSubject) => string;
  text: (of: NoticeSubject) => string;
}
