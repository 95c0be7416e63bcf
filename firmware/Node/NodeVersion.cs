namespace SmartCity.Node
{
    /// <summary>Version of the program, raised with each release; a package must be newer than what it replaces.</summary>
    public static class NodeVersion
    {
        /// <summary>0x00MMmmpp.</summary>
        public const int Code = 0x010000;
    }
}
