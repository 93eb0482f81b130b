using System.Security.Cryptography;
using System.Text;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Each cause once, with the input that shows it.</summary>
internal sealed class Findings(string folder)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public int Count => known.Count;

    public string Folder => folder;

    public void Add(string kind, string target, byte[] input, string what)
    {
        // The first frames tell the cause; the message may hold numbers of the input.
        var cause = kind + target + string.Join('\n', what.Split('\n').Where(line => line.Contains(" at ", StringComparison.Ordinal)).Take(4));
        if (!known.Add(cause)) return;
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, $"{kind}-{target}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 4))}");
        File.WriteAllBytes(name + ".bin", input);
        File.WriteAllText(name + ".txt", what);
        Console.WriteLine($"{name}: {what.Split('\n')[0]}");
    }
}
