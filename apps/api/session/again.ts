import { z } from 'zod';

/** The password once more, for what is a signature (6.9) or moves money, limits or powers (S12). Its absence is refused where it is needed. */
export const Again = z.string().min(1).max(200).optional();
