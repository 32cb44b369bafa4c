/** Whether a database or file error says that the disk is full (`53100` of Postgres, `ENOSPC` of the system). */
export const isDiskFull = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return code === '53100' || code === 'ENOSPC' || /No space left on device/i.test(error.message)
}
