using SmartCity.Node.Outbox;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// Which program the launcher starts: the newest sound one, unless it was rolled back; one that nobody confirmed gets
    /// two boots. When no slot has one, the program that came with the cable.
    /// </summary>
    public static class BootChoice
    {
        public const int MaxTries = 2;

        /// <summary>The slot to start, its try written down; null for the program that came with the cable.</summary>
        /// <param name="built">Version of that program.</param>
        public static UpdateSlot Choose(IFlash flash, int built)
        {
            UpdateSlot first = Loaded(flash, 0);
            UpdateSlot second = Loaded(flash, 1);
            if (VersionOf(second) > VersionOf(first))
            {
                UpdateSlot newer = second;
                second = first;
                first = newer;
            }

            if (MayStart(first, built)) return first;
            return MayStart(second, built) ? second : null;
        }

        private static UpdateSlot Loaded(IFlash flash, int index)
        {
            UpdateSlot slot = new UpdateSlot(flash, index);
            slot.Load();
            return slot;
        }

        private static int VersionOf(UpdateSlot slot)
        {
            return slot.Header == null ? 0 : slot.Header.Version;
        }

        // A try that cannot be written down is not made: the boots could not be counted.
        private static bool MayStart(UpdateSlot slot, int built)
        {
            if (!slot.IsBootable || slot.Header.Version <= built) return false;
            if (slot.IsConfirmed) return true;
            if (slot.Tries < MaxTries) return slot.MarkAsTried();
            slot.MarkAsRolledBack();
            return false;
        }
    }
}
