namespace SmartCity.Journal.Tests.Disk;

/// <summary>The power went in the middle of a call.</summary>
internal sealed class PowerCut : Exception;
