import { useEffect, useState } from 'preact/hooks'

const margin = '600px'
const watched = new WeakMap<Element, (seen: boolean) => void>()
let watch: IntersectionObserver | null = null

/** Whether an element is on the screen or nearly so. One observer for all that ask. */
export function useInSight(element: { current: Element | null }): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const found = element.current
    if (!found) return
    watch ??= new IntersectionObserver(entries => entries.forEach(entry => watched.get(entry.target)?.(entry.isIntersecting)), { rootMargin: margin })
    watched.set(found, setSeen)
    watch.observe(found)
    return () => watch?.unobserve(found)
  }, [])
  return seen
}
