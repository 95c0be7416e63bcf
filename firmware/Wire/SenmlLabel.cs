namespace SmartCity.Wire
{
    /// <summary>
    /// Field labels of SenML: integers in CBOR, short names in JSON (RFC 8428, tables 4 and 1),
    /// and the three fields of ours, which are text in both (RFC 8428 §4.4 lets others ignore them).
    /// </summary>
    public static class SenmlLabel
    {
        public const int BaseVersion = -1;
        public const int BaseName = -2;
        public const int BaseTime = -3;
        public const int BaseUnit = -4;
        public const int BaseValue = -5;
        public const int BaseSum = -6;
        public const int Name = 0;
        public const int Unit = 1;
        public const int Value = 2;
        public const int StringValue = 3;
        public const int BooleanValue = 4;
        public const int Sum = 5;
        public const int Time = 6;
        public const int UpdateTime = 7;
        public const int DataValue = 8;

        /// <summary>Boot counter of the node, kept in its flash.</summary>
        public const string Boot = "boot";

        /// <summary>Number of the pack within the boot, from 0, no gaps.</summary>
        public const string Seq = "seq";

        /// <summary>0 in a pack whose boot never knew the time and is over; left out otherwise.</summary>
        public const string Clock = "clk";

        /// <summary>QARTOD flag of a reading; left out when good.</summary>
        public const string Quality = "q";
    }
}
