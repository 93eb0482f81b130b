using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds sign: one document, or many with one session of the key.</summary>
internal static class SignCommand
{
    public static async Task<int> Run(Arguments arguments)
    {
        var level = Plans.Level(arguments);
        var folder = arguments.Option("--out-dir");
        using var key = SigningKey.Open(arguments);
        var plan = Plans.From(arguments, key.Certificate, key.Chain, TimeProvider.System);
        if (plan.CertificationLevel == 1 && level >= SignatureLevel.LT) throw new UsageException("--certify 1 allows nothing to be added after the signature: take --level B-T, which then signs the revocation data too, or --certify 2");
        using var world = new OutsideWorld(arguments, level);
        if (plan.CertificationLevel == 1 && level == SignatureLevel.T)
        {
            var data = await world.Extender.CollectAsync(plan.Certificate, plan.Chain);
            Output.Tell(data.Problems);
            if (!data.IsComplete) await Console.Error.WriteLineAsync("thds: not everything about revocation could be had; what there is will be signed (--trust names the anchors)");
            plan = plan with { Revocation = data };
        }
        var worst = ExitCode.Done;
        foreach (var (source, target) in Pairs(arguments.Words, folder))
        {
            try
            {
                var reached = await Sign(source, target, plan with { SigningTime = TimeProvider.System.GetLocalNow() }, key, world.Extender, level);
                if (reached < level && worst == ExitCode.Done) worst = ExitCode.Degraded;
            }
            catch (PdfException error) when (folder is not null)
            {
                // One bad document does not stop the others.
                await Console.Error.WriteLineAsync($"thds: {source}: refused ({error.Code}): {error.Message}");
                worst = ExitCode.Refused;
            }
        }
        return worst;
    }

    private static async Task<SignatureLevel> Sign(string source, string target, SignaturePlan plan, SigningKey key, PdfExtender extender, SignatureLevel level)
    {
        PreparedSignature prepared;
        await using (var pdf = Output.Open(source))
        {
            prepared = PdfSigner.Prepare(pdf, level == SignatureLevel.B ? plan : plan with { ReservedBytes = extender.ReservedBytes });
        }
        var value = key.Sign(prepared);
        var result = level == SignatureLevel.B
            ? new LevelResult(PdfSigner.Complete(prepared, value), SignatureLevel.B, [])
            : await extender.CompleteAsync(prepared, value);
        Output.Append(source, result.Increment, target);
        if (level >= SignatureLevel.LT)
        {
            var extended = await ExtendCommand.Extend(target, target + ".extended", extender, level, plan.Password);
            File.Move(target + ".extended", target, overwrite: true);
            result = extended with { Problems = [.. result.Problems, .. extended.Problems] };
        }
        Output.Report(target, result);
        return result.Level;
    }

    private static List<(string Source, string Target)> Pairs(IReadOnlyList<string> words, string? folder)
    {
        if (folder is null)
        {
            return words.Count == 2 ? [(Source: words[0], Target: words[1])] : throw new UsageException("sign IN OUT, or sign --out-dir FOLDER IN…");
        }
        if (words.Count == 0) throw new UsageException("there is no document to sign");
        Directory.CreateDirectory(folder);
        var pairs = words.Select(word => (Source: word, Target: Path.Combine(folder, Path.GetFileName(word)))).ToList();
        return pairs.DistinctBy(pair => pair.Target).Count() == pairs.Count ? pairs : throw new UsageException("two documents have the same name");
    }
}
