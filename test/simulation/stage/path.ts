/** Where a desk asks something of a server. */
export type Path = '/auth/sign-in' | '/auth/refresh' | '/sync/push' | '/sync/pull'
