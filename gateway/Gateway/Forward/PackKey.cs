using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward;

/// <summary>The name of a pack for ever, as every sink carries it: <c>site/node/boot/seq</c>.</summary>
internal static class PackKey
{
    public static string Of(Pack pack) => string.Create(null, stackalloc char[96], $"{pack.Site}/{pack.Node}/{pack.Boot}/{pack.Seq}");
}
