using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>What one run passed through: a counter for each pair of neighbouring branches, kept by the instrumented engine.</summary>
internal static unsafe class CoverageMap
{
    private const int Size = 1 << 16;
    private static readonly byte* Counters = Start();

    // A loop run three times is not a loop run four hundred times, but nearly one run four hundred and one times.
    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(n => (byte)(n switch { 0 => 0, 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128 }))];

    public static void Begin()
    {
        new Span<byte>(Counters, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the run went where none before it went; <paramref name="seen"/> learns it.</summary>
    public static bool IsNew(byte[] seen)
    {
        var isNew = false;
        var words = (ulong*)Counters;
        for (var i = 0; i < Size / 8; i++)
        {
            if (words[i] == 0) continue;
            for (var at = i * 8; at < (i * 8) + 8; at++)
            {
                var kind = Classes[Counters[at]];
                if ((kind & ~seen[at]) == 0) continue;
                seen[at] |= kind;
                isNew = true;
            }
        }
        return isNew;
    }

    public static byte[] Unseen() => new byte[Size];

    public static int Branches(byte[] seen) => Size - seen.AsSpan().Count((byte)0);

    private static byte* Start() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Size);
}
