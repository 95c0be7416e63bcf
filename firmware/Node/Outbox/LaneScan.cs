using System.Collections;

namespace SmartCity.Node.Outbox
{
    /// <summary>Finds a lane's files after a start.</summary>
    internal static class LaneScan
    {
        /// <summary>The segments in order of their numbers; marks without a segment are deleted.</summary>
        public static SegmentFile[] Find(IFlash flash, string prefix)
        {
            ArrayList segments = new ArrayList();
            string[] names = flash.List();
            for (int i = 0; i < names.Length; i++)
            {
                uint number;
                bool isMarks;
                if (SegmentFile.TryNumber(names[i], prefix, out number, out isMarks) && !isMarks) Insert(segments, new SegmentFile(prefix, number));
            }

            for (int i = 0; i < names.Length; i++)
            {
                uint number;
                bool isMarks;
                if (SegmentFile.TryNumber(names[i], prefix, out number, out isMarks) && isMarks && !Has(segments, number)) flash.Delete(names[i]);
            }

            SegmentFile[] found = new SegmentFile[segments.Count];
            segments.CopyTo(found, 0);
            return found;
        }

        private static void Insert(ArrayList segments, SegmentFile added)
        {
            int at = segments.Count;
            while (at > 0 && ((SegmentFile)segments[at - 1]).Number > added.Number) at--;
            segments.Insert(at, added);
        }

        private static bool Has(ArrayList segments, uint number)
        {
            for (int i = 0; i < segments.Count; i++)
            {
                if (((SegmentFile)segments[i]).Number == number) return true;
            }

            return false;
        }
    }
}
