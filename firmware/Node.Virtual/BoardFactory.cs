using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Virtual.Physics;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Rigs;

namespace SmartCity.Node.Virtual;

/// <summary>Puts a board together: world, rig, chip, configuration.</summary>
public static class BoardFactory
{
    /// <param name="options">Who, what, where to.</param>
    /// <param name="world">True time of the board's city.</param>
    /// <param name="mqtt">Its connection.</param>
    /// <param name="severLink">Called when the network below the connection is gone.</param>
    public static VirtualBoard Create(VirtualNodeOptions options, WorldTime world, IMqtt mqtt, Action severLink)
    {
        int seed = options.Seed ?? options.Identity.Seed;
        var platform = new VirtualPlatform(
            world, options.Flash, mqtt, CreateRig(options.Profile, world, seed), options.Identity.MacAddress, seed, options.Log);
        WriteConfig(options.Flash, NodeFile.Write(options));
        return new VirtualBoard(options.Identity, world, platform, platform.Rig, options.Faults, severLink);
    }

    private static Rig CreateRig(NodeProfile profile, WorldTime world, int seed)
    {
        var clock = new DeviceClock(world);
        return profile == NodeProfile.Intersection
            ? new IntersectionRig(new Intersection(seed, world.NowMs), clock, seed)
            : new PipelineRig(new DistrictMain(seed, world.NowMs), clock, seed);
    }

    private static void WriteConfig(IFlash flash, byte[] json)
    {
        if (!flash.Write(NodeApp.ConfigFile, json, 0, json.Length)) throw new IOException("the flash took no node.json");
    }
}
