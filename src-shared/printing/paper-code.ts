/** The text in a QR of ours: what it is and its id, found again by the one box (DX-R23). */
export const paperCode = (kind: 'entry' | 'member' | 'slot', id: string): string => `hf:${kind}:${id}`
