namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>One pack as a receiver saw it.</summary>
internal sealed record Arrival(string Node, uint Boot, uint Seq, bool Historical, bool IsEvent)
{
    public string Key => $"site/{Node}/{Boot}/{Seq}";
}
