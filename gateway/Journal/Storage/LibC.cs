using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmartCity.Journal;

/// <summary>Calls of libc that .NET does not offer, or not without loading OpenSSL (8 MB of memory for eight random bytes).</summary>
internal static partial class LibC
{
    /// <summary>POSIX_FADV_DONTNEED of fcntl.h on Linux.</summary>
    public const int DontNeed = 4;

    /// <summary>O_RDONLY | O_DIRECTORY | O_CLOEXEC; O_DIRECTORY differs between arm and x86.</summary>
    public static readonly int OpenDirectory =
        0x80000 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x4000 : 0x10000);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int DataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_fadvise", SetLastError = false)]
    public static partial int Advise(SafeFileHandle file, nint offset, nint length, int advice);

    /// <summary>Fills up to 256 bytes whole, once the system has random numbers at all (getrandom(2), flags 0).</summary>
    [LibraryImport("libc", EntryPoint = "getrandom", SetLastError = true)]
    public static partial nint GetRandom(Span<byte> buffer, nint length, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);
}
