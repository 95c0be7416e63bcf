using SmartCity.Wire;

namespace SmartCity.Gateway.Web.Live;

/// <summary>Flags in the order in which a person wants to know: fail, suspect, missing, not evaluated, good.</summary>
internal static class Attention
{
    public static int Worse(int a, int b) => Rank(a) >= Rank(b) ? a : b;

    private static int Rank(int flag) => flag switch
    {
        Quality.Fail => 4,
        Quality.Suspect => 3,
        Quality.Missing => 2,
        Quality.NotEvaluated => 1,
        _ => 0,
    };
}
