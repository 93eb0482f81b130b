namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Ends the program when one run does not end: a thread cannot be stopped from outside.</summary>
internal sealed class Watchdog
{
    private readonly Lock gate = new();
    private readonly Findings findings;
    private readonly TimeSpan longest;
    private readonly string current;
    private (string Target, byte[] Input, long Since)? running;

    public Watchdog(Findings findings, TimeSpan longest)
    {
        (this.findings, this.longest) = (findings, longest);
        Directory.CreateDirectory(findings.Folder);
        current = Path.Combine(findings.Folder, "running.bin");
        new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
    }

    public void Begin(string target, byte[] input)
    {
        lock (gate) running = (target, input, Environment.TickCount64);
        // Survives what ends the process at once, such as a stack overflow.
        File.WriteAllBytes(current, input);
    }

    public void End()
    {
        lock (gate) running = null;
    }

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(500);
            lock (gate)
            {
                if (running is not { } now || Environment.TickCount64 - now.Since < longest.TotalMilliseconds) continue;
                findings.Add("hang", now.Target, now.Input, "did not end");
                Environment.Exit(1);
            }
        }
    }
}
