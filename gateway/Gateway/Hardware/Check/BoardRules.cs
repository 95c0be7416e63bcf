using SmartCity.Gateway.Hardware.Check.Rules;

namespace SmartCity.Gateway.Hardware.Check;

/// <summary>All rules, one file each.</summary>
public static class BoardRules
{
    public static IReadOnlyList<IBoardRule> All { get; } =
    [
        new Adc2WithWifi(),
        new AdcRange(),
        new BusPins(),
        new DanglingNet(),
        new DuplicatePin(),
        new ExpanderInput(),
        new FieldProtection(),
        new FlashPin(),
        new GlitchPin(),
        new I2cAddress(),
        new I2cCapacitance(),
        new I2cLevel(),
        new I2cPullUp(),
        new I2cSpeed(),
        new InputOnlyPin(),
        new InputOnlyPull(),
        new KnownName(),
        new LoopBurden(),
        new LoopCompliance(),
        new OutputAtBoot(),
        new PinLevel(),
        new PulseUnits(),
        new RailBudget(),
        new ReservedPin(),
        new StrappingPin(),
        new SupplyRange(),
        new TemplateName(),
        new UartUnits(),
        new UnknownPin(),
        new UpdateMemory(),
        new WakePin(),
        new WakePolarity(),
    ];

    /// <summary>What every rule finds on a board; empty when it is sound.</summary>
    public static IReadOnlyList<Finding> Check(BoardContext context) => [.. All.SelectMany(rule => rule.Check(context))];
}
