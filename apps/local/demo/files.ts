/** The smallest files there are: one grey pixel, and one empty page of A4. */
export const demoFiles = {
  picture: {
    mediaType: 'image/png',
    bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
  },
  page: {
    mediaType: 'application/pdf',
    bytes: Buffer.from(
      [
        '%PDF-1.4',
        '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
        '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
        '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
        'trailer<</Root 1 0 R>>',
        '%%EOF',
        '',
      ].join('\n'),
    ),
  },
} as const;

export type DemoFile = keyof typeof demoFiles;
