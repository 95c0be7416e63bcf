using SmartCity.Node.Outbox;

namespace SmartCity.Node.Virtual.Platform;

/// <summary>
/// Flash in memory, with a capacity and with power that can fail at any byte. A budget of steps is spent by every
/// change: one for opening or deleting a file, one for each byte. When it is used up the call in progress leaves the
/// prefix it has written and throws <see cref="PowerCutException"/>, as does every call until <see cref="Restore"/>.
/// </summary>
public sealed class MemoryFlash(int capacity = 1_000_000) : IFlash
{
    private readonly Dictionary<string, MemoryFile> _files = [];
    private long _stepsLeft = long.MaxValue;
    private bool _dark;

    /// <summary>Bytes the files hold.</summary>
    public int Used { get; private set; }

    /// <summary>Changes so far in the unit of <see cref="CutAfter"/>; a whole run's gives the range to cut in.</summary>
    public long Steps { get; private set; }

    /// <summary>Power fails when that many more steps have been done.</summary>
    public void CutAfter(long steps) => _stepsLeft = steps;

    /// <summary>Power is back; files are as the cut left them.</summary>
    public void Restore()
    {
        _dark = false;
        _stepsLeft = long.MaxValue;
    }

    public string[] List()
    {
        RequirePower();
        return [.. _files.Keys];
    }

    public int Length(string name)
    {
        RequirePower();
        return _files.TryGetValue(name, out MemoryFile? file) ? file.Length : -1;
    }

    public int Read(string name, int fileOffset, byte[] buffer, int offset, int count)
    {
        RequirePower();
        return _files.TryGetValue(name, out MemoryFile? file) ? file.Read(fileOffset, buffer.AsSpan(offset, count)) : -1;
    }

    public bool Write(string name, byte[] buffer, int offset, int count)
    {
        Spend(1);
        Used -= Open(name).Truncate();
        return Put(name, buffer.AsSpan(offset, count));
    }

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        Spend(1);
        return Put(name, buffer.AsSpan(offset, count));
    }

    public void Delete(string name)
    {
        Spend(1);
        if (_files.Remove(name, out MemoryFile? file)) Used -= file.Length;
    }

    private bool Put(string name, ReadOnlySpan<byte> bytes)
    {
        if (Used + bytes.Length > capacity) return false;
        MemoryFile file = Open(name);
        int survive = (int)Math.Min(bytes.Length, _stepsLeft);
        file.Append(bytes[..survive]);
        Used += survive;
        Spend(bytes.Length);
        return true;
    }

    private MemoryFile Open(string name)
    {
        if (!_files.TryGetValue(name, out MemoryFile? file)) _files[name] = file = new MemoryFile();
        return file;
    }

    private void Spend(int steps)
    {
        RequirePower();
        if (_stepsLeft < steps)
        {
            Steps += _stepsLeft;
            _stepsLeft = 0;
            _dark = true;
            throw new PowerCutException();
        }

        Steps += steps;
        if (_stepsLeft != long.MaxValue) _stepsLeft -= steps;
    }

    private void RequirePower()
    {
        if (_dark) throw new PowerCutException();
    }
}
