namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>Runs the steps of a <see cref="FlashPlan"/> one after the other, tells what it does, and stops at the first that fails.</summary>
internal sealed class FlashRun(IToolRunner tools, string nanoff, string folder, TextWriter output)
{
    /// <summary>Null when the program is on the chip, else what to do.</summary>
    public async Task<string?> RunAsync(FlashSettings settings, bool again, bool verbose, CancellationToken cancellation)
    {
        var steps = FlashPlan.Steps(settings);
        var progress = new FlashProgress(folder, again);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var title = $"[{i + 1}/{steps.Count}] {step.Title}";
            if (progress.IsDone(step))
            {
                await output.WriteLineAsync($"{title}: done before").ConfigureAwait(false);
                continue;
            }

            await output.WriteLineAsync($"{title} …").ConfigureAwait(false);
            progress.Begin(step, steps);
            var result = await tools.RunAsync(nanoff, step.Arguments, folder, line => Say(line, verbose), cancellation).ConfigureAwait(false);
            if (NanoffOutput.Failure(result, settings.Port) is { } failure) return $"{title} failed: {failure}";
            if (step.Judge?.Invoke(result.Output) is { } fault) return $"{title} failed: {fault}";
            progress.Done(step);
        }

        return null;
    }

    private void Say(string line, bool verbose)
    {
        if (verbose && line.Length > 0) output.WriteLine("      " + line);
    }
}
