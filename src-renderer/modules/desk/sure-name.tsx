import { CertaintyMark } from '../../kit/certainty-badge.tsx'
import { useCertainties } from '../../kit/use-certainties.ts'

/** A name with how sure it is, while the server has not spoken of one of its rows (DX-R1). */
export function SureName({ name, rowIds }: { name: string; rowIds: readonly string[] }) {
  const unsure = useCertainties()
  const [certainty] = rowIds.flatMap((id) => unsure[id] ?? [])
  return (
    <>
      <span>{name}</span>
      {certainty && <CertaintyMark certainty={certainty} />}
    </>
  )
}
