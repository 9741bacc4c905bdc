// `node dist/apps/install/main.js`: prepares or upgrades a server's database, before api and worker start. Running it again changes nothing.
import { defaultFilesRoot } from '#apps/api/config.js';
import { seed } from '#apps/local/demo/seed.js';
import { migrate } from '#apps/local/services/migrate.js';
import { openDatabase } from '#records/database.js';
import { installProduction, refuseProduction } from './install.js';
import { appointOfficers } from './officers.js';

const {
  DATABASE_URL: url,
  DUBAN_TRAINING: training = '',
  PUBLIC_URL: publicUrl = 'http://127.0.0.1:3000',
  ADMINISTRATOR_EMAIL: administrator = '',
  SECURITY_EMAIL: security = '',
  AUDITOR_EMAIL: auditor = '',
  FILES_ROOT: filesRoot = defaultFilesRoot,
} = process.env;
try {
  if (!url) throw new Error('缺少环境变量 DATABASE_URL：请填写 PostgreSQL 连接地址。');
  await migrate(url);
  const db = openDatabase(url);
  if (training === 'yes') {
    await refuseProduction(db);
    await seed(db, filesRoot);
  } else {
    await installProduction(db);
    await appointOfficers(db, { administrator, security, auditor }, publicUrl);
  }
  await db.$disconnect();
  console.log(training === 'yes' ? '数据库已就绪（演练环境，含演示数据）。' : '数据库已就绪（正式环境）。');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
