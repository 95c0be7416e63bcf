using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Node.Virtual.Simulation;

/// <summary>
/// Many boards, one broker, one manual clock, one thread: days of a city in seconds, the same on every run. Time jumps
/// from one board's next wish to the next.
/// </summary>
public sealed class CitySimulation
{
    private readonly SimulatedTime _time;
    private readonly List<VirtualBoard> _boards = [];
    private readonly PriorityQueue<int, (long AtMs, int Board)> _due = new();
    private readonly PriorityQueue<Action, (long AtMs, long Order)> _plans = new();
    private long _planOrder;

    public CitySimulation(DateTimeOffset start, BrokerBehaviour behaviour, int seed)
    {
        _time = new SimulatedTime(start);
        Broker = new SimulatedBroker(_time, behaviour, seed);
    }

    public SimulatedBroker Broker { get; }

    /// <summary>Simulated time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromMilliseconds(_time.ElapsedMs);

    /// <summary>Adds a node and powers it on. Speed and start of the options are not used: the simulation has its own.</summary>
    /// <param name="options">Who and what.</param>
    /// <param name="prepare">Called before the power comes, to listen.</param>
    public VirtualBoard Add(VirtualNodeOptions options, Action<VirtualBoard>? prepare = null)
    {
        SimulatedMqtt mqtt = Broker.CreateClient();
        VirtualBoard board = BoardFactory.Create(options, new WorldTime(_time), mqtt, mqtt.Sever);
        prepare?.Invoke(board);
        board.Boot(ResetReason.PowerOn);
        _due.Enqueue(_boards.Count, (_time.ElapsedMs, _boards.Count));
        _boards.Add(board);
        return board;
    }

    /// <summary>Has something done at a time since the start.</summary>
    public void At(TimeSpan elapsed, Action plan) => _plans.Enqueue(plan, ((long)elapsed.TotalMilliseconds, _planOrder++));

    /// <summary>Runs until that much time has passed since the start.</summary>
    public void RunUntil(TimeSpan elapsed)
    {
        long end = (long)elapsed.TotalMilliseconds;
        while (_due.TryPeek(out int index, out (long AtMs, int Board) due) && due.AtMs <= end)
        {
            RunPlans(due.AtMs);
            _time.AdvanceTo(due.AtMs);
            int wait = Math.Max(1, _boards[index].Step());
            _due.DequeueEnqueue(index, (due.AtMs + wait, index));
        }

        RunPlans(end);
        _time.AdvanceTo(end);
    }

    private void RunPlans(long untilMs)
    {
        while (_plans.TryPeek(out Action? plan, out (long AtMs, long Order) due) && due.AtMs <= untilMs)
        {
            _plans.Dequeue();
            _time.AdvanceTo(due.AtMs);
            plan();
        }
    }
}
