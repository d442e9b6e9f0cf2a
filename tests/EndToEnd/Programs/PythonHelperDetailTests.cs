using CliWrap;
using CliWrap.Buffered;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>What only the helper for Python has to care for: values of any type, signals and forks.</summary>
public sealed class PythonHelperDetailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("log(step=numpy, loss=tensor)", """{"step": 3, "loss": 0.25}""")]
    [InlineData("log({'train/loss': True}, step=True)", """{"step": 1, "train/loss": 1.0}""")]
    [InlineData("log()", "{}")]
    [InlineData("log(metrics={'a': 1}, a=2)", """{"a": 2.0}""")]
    public async Task Log_WhatFloatTakes_IsANumber(string call, string line) =>
        Assert.Equal(line + "\n", await RunAsync($"""
            from sweep_log import *
            class Scalar:
                def __float__(self): return 0.25
                def __index__(self): return 3
            tensor = numpy = Scalar()
            {call}
            """));

    [Theory]
    [InlineData("log(loss='0.3')", "Metric 'loss' is '0.3', which is not one number.")]
    [InlineData("log(loss=None)", "Metric 'loss' is None, which is not one number.")]
    [InlineData("log(loss=[1, 2])", "Metric 'loss' is [1, 2], which is not one number.")]
    [InlineData("log(step=-1, loss=1)", "step is -1; allowed: an integer from 0.")]
    [InlineData("log(epoch=0.5, loss=1)", "epoch is 0.5; allowed: an integer from 0.")]
    [InlineData("log({'step': 1})", "'step' is not a metric: call log(..., step=...).")]
    public async Task Log_NoNumber_SaysWhichMetric(string call, string message) =>
        Assert.Equal(message + "\n", await RunAsync($"""
            from sweep_log import *
            try:
                {call}
            except (TypeError, ValueError) as fault:
                print(fault)
            """));

    [Fact]
    public async Task ShouldStop_HandlerThatWasThere_IsCalledToo() =>
        Assert.Equal("mine\nTrue\n", await RunAsync("""
            import os, signal, sweep_log
            signal.signal(signal.SIGTERM, lambda number, frame: print("mine"))
            sweep_log.should_stop()
            os.kill(os.getpid(), signal.SIGTERM)
            print(sweep_log.should_stop())
            """));

    [Fact]
    public async Task ShouldStop_FirstInAnotherThread_SaysWhatToDo() =>
        Assert.Equal(
            "The first call of should_stop() must be in the main thread, because Python installs signal handlers only "
                + "there. Call it once in the main thread before you start others.\nFalse\nFalse\n",
            await RunAsync("""
                import threading, sweep_log
                def ask():
                    try:
                        print(sweep_log.should_stop())
                    except RuntimeError as fault:
                        print(fault)
                def in_thread():
                    thread = threading.Thread(target=ask)
                    thread.start()
                    thread.join()
                in_thread()
                ask()
                in_thread()
                """));

    // A pool ends its processes by SIGTERM, some before they have begun; with the handler they would stay for ever.
    [Fact]
    public async Task ShouldStop_InAForkedProcess_LetsSigtermEndIt() =>
        Assert.Equal("{-15}\nFalse\n", await RunAsync("""
            import multiprocessing, sweep_log, time
            sweep_log.should_stop()
            ends = set()
            for attempt in range(50):
                child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
                child.start()
                child.terminate()
                child.join()
                ends.add(child.exitcode)
            print(ends)
            print(sweep_log.should_stop())
            """));

    private async Task<string> RunAsync(string program)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var result = await Cli.Wrap("python3")
            .WithArguments(["-c", program])
            .WithWorkingDirectory(_folder.Path)
            .WithEnvironmentVariables(variables => variables.Set("PYTHONPATH", HelperPrograms.PythonHelper))
            .ExecuteBufferedAsync(limit.Token);
        return result.StandardOutput;
    }
}
