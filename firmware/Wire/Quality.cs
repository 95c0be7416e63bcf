namespace SmartCity.Wire
{
    /// <summary>
    /// QARTOD primary flags, as carried in the <c>q</c> field of a record (left out when good).
    /// Source: IOOS, Manual for Real-Time Oceanographic Data Quality Control Flags, 2020.
    /// </summary>
    public static class Quality
    {
        public const int Good = 1;
        public const int NotEvaluated = 2;
        public const int Suspect = 3;
        public const int Fail = 4;
        public const int Missing = 9;

        /// <summary>True for the five flags that exist.</summary>
        public static bool IsFlag(int q)
        {
            return (q >= Good && q <= Fail) || q == Missing;
        }
    }
}
