using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A program that came over the air is loaded into memory as a whole, and two of them lie in the flash.</summary>
internal sealed class UpdateMemory : IBoardRule
{
    private const int FlashMegabytes = 8;

    public string Name => "update-memory";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        if (!c.Board.Updates) yield break;
        if (c.Module.PsramMegabytes == 0)
            yield return c.OnBoard(this, $"offers programs over the air, but {c.Module.Part} has no PSRAM to load one into", c.Module.Source("memory"), "take a module with PSRAM (R2 in its name) and leave its pins free, or take updates away");
        if (c.Module.FlashMegabytes < FlashMegabytes)
            yield return c.OnBoard(this, $"offers programs over the air, but two slots need a flash of {FlashMegabytes} MB and {c.Module.Part} has {c.Module.FlashMegabytes}", c.Module.Source("memory"), "take a module with more flash (N8 or N16 in its name), or take updates away");
    }
}
