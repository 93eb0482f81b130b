using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>One target with the inputs that went somewhere new.</summary>
internal sealed class Course(Target target, Settings settings, Random random)
{
    private const int LargestSeed = 96 << 10;
    private const int LargestInput = 192 << 10;
    private readonly byte[] seen = CoverageMap.Unseen();
    private readonly List<byte[]> kept = [];

    public Target Target => target;

    public long Runs { get; private set; }

    public int Kept => kept.Count;

    public int Branches => CoverageMap.Branches(seen);

    public TimeSpan Slowest { get; set; }

    private string Store => Path.Combine(settings.Out, "kept-" + target.Name);

    public void Start(Action<Course, byte[]> execute)
    {
        Directory.CreateDirectory(Store);
        // What an earlier run kept stands beside the findings; the fixed seeds come first.
        var files = settings.Seeds.Append(Store).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
        var read = files.Select(path => new FileInfo(path)).Where(file => file.Length is > 0 and <= LargestSeed).SelectMany(file => target.From(File.ReadAllBytes(file.FullName)));
        foreach (var seed in target.Seeds().Concat(read).ToList())
        {
            Try(seed, execute, isSeed: true);
        }
        if (kept.Count == 0) throw new InvalidOperationException($"No seed of {target.Name} runs.");
    }

    public void Step(Action<Course, byte[]> execute)
    {
        // Half of the time from the newest, which nobody has looked behind yet.
        var from = random.Next(2) == 0 ? kept[random.Next(kept.Count)] : kept[^(1 + random.Next(Math.Min(kept.Count, 64)))];
        for (var i = 0; i < 16; i++)
        {
            var input = target.Mutate(from, kept[random.Next(kept.Count)], random);
            if (input.Length is > 0 and <= LargestInput) Try(input, execute, isSeed: false);
        }
    }

    private void Try(byte[] input, Action<Course, byte[]> execute, bool isSeed)
    {
        CoverageMap.Begin();
        execute(this, input);
        Runs++;
        if (!CoverageMap.IsNew(seen)) return;
        kept.Add(input);
        if (!isSeed) File.WriteAllBytes(Path.Combine(Store, Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8))), input);
    }
}
