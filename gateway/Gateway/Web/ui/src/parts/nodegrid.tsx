import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useInSight } from './insight'
import { NodeCard } from './nodecard'

// Whole rows with one to six columns, so that no group ends in the middle of a row.
const groupSize = 60

/** How high a full group is, as the last one drawn was. */
const fullHeight = signal(0)

/** Many nodes: in groups, of which those on the screen or nearly so are there and the others keep their place. */
export function NodeGrid({ keys }: { keys: string[] }): JSX.Element {
  const groups = Array.from({ length: Math.ceil(keys.length / groupSize) }, (_, i) => keys.slice(i * groupSize, (i + 1) * groupSize))
  return (
    <div class="grids">
      {groups.map((group, i) => (
        <Group key={i} keys={group} first={i === 0} />
      ))}
    </div>
  )
}

function Group({ keys, first }: { keys: string[]; first: boolean }): JSX.Element {
  const list = useRef<HTMLUListElement>(null)
  const seen = useInSight(list) || (first && fullHeight.value === 0)
  useLayoutEffect(() => {
    if (seen && keys.length === groupSize) fullHeight.value = list.current!.offsetHeight
  })
  return (
    <ul class="grid" ref={list} style={seen ? { minHeight: '' } : { minHeight: `${(fullHeight.value * keys.length) / groupSize}px` }}>
      {seen && keys.map(key => <NodeCard key={key} id={key} />)}
    </ul>
  )
}
