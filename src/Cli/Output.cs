using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>Reads and writes the files of a command.</summary>
internal static class Output
{
    private const long Large = 64 << 20;

    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return file.Length >= Large && !Console.IsErrorRedirected ? new ProgressStream(file, Path.GetFileName(path)) : file;
    }

    /// <summary>The document with bytes appended, complete or not at all: written beside its name and moved there.</summary>
    public static void Append(string source, byte[] increment, string target) => Write(source, target, unfinished =>
    {
        File.Copy(source, unfinished, overwrite: true);
        using var file = new FileStream(unfinished, FileMode.Append, FileAccess.Write);
        file.Write(increment);
        file.Flush(flushToDisk: true);
    });

    /// <summary>A document taken from another, complete or not at all.</summary>
    public static void Copy(string source, Stream content, string target) => Write(source, target, unfinished =>
    {
        using var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        content.CopyTo(file, 256 << 10);
        file.Flush(flushToDisk: true);
    });

    private static void Write(string source, string target, Action<string> fill)
    {
        if (Path.GetFullPath(source) == Path.GetFullPath(target)) throw new UsageException("the document is never overwritten: give another name for the result");
        var unfinished = $"{target}.unfinished";
        try
        {
            fill(unfinished);
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public static void Report(string target, LevelResult result)
    {
        Console.WriteLine($"{target}: B-{Name(result.Level)}");
        Tell(result.Problems);
    }

    public static void Tell(IEnumerable<OutsideProblem> problems)
    {
        foreach (var problem in problems) Console.Error.WriteLine($"thds: {problem.Address} {problem.Failure}: {problem.Detail}");
    }

    private static string Name(SignatureLevel level) => level == SignatureLevel.B ? "B" : level.ToString().ToUpperInvariant();
}
