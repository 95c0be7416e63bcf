#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System;

    /// <summary>The power went in the middle of a write.</summary>
    public sealed class PowerCutException : Exception
    {
    }
}
