namespace SmartCity.Gateway.Hardware.Check;

/// <summary>One thing that can be wrong with a board.</summary>
public interface IBoardRule
{
    /// <summary>Name in messages, such as <c>strapping-pin</c>.</summary>
    string Name { get; }

    IEnumerable<Finding> Check(BoardContext c);
}
