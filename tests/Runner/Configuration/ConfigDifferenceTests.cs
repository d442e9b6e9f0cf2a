using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class ConfigDifferenceTests
{
    [Theory]
    [InlineData("{'a':1,'b':[1,2]}", "{'b':[1,2],'a':1}")]
    [InlineData("{'a':1}", "{'a':2}", "a: 1 before, 2 now")]
    [InlineData("{'a':{'b':{'c':0.1}}}", "{'a':{'b':{'c':0.01}}}", "a.b.c: 0.1 before, 0.01 now")]
    [InlineData("{'a':1}", "{'a':1,'b':'x'}", "b: absent before, \"x\" now")]
    [InlineData("{'a':{'b':1,'c':2}}", "{'a':{'b':1}}", "a.c: 2 before, absent now")]
    [InlineData("{'a':{'b':1}}", "{}", "a: {\"b\":1} before, absent now")]
    [InlineData("{'seeds':[0,1]}", "{'seeds':[0,1,2]}", "seeds: [0,1] before, [0,1,2] now")]
    [InlineData(
        "{'space':{'optimizer.lr':[0.1,1]}}",
        "{'space':{'optimizer.lr':{'uniform':[0.1,1]}}}",
        "space.optimizer.lr: [0.1,1] before, {\"uniform\":[0.1,1]} now")]
    [InlineData(
        "{'a':1,'b':2,'c':3}",
        "{'c':4,'d':5,'a':0,'b':2}",
        "a: 1 before, 0 now",
        "c: 3 before, 4 now",
        "d: absent before, 5 now")]
    [InlineData(
        "{'trial':{'command':{'sha256':{'a.py':'0a','b.py':'0b'}}}}",
        "{'trial':{'command':{'sha256':{'a.py':'1a','c.py':'0c'}}}}",
        "trial.command.sha256.a.py: the file has another content now",
        "trial.command.sha256.b.py: \"0b\" before, absent now",
        "trial.command.sha256.c.py: absent before, \"0c\" now")]
    public void Of_TwoConfigs_IsALineForEachKeyThatDiffers(string before, string now, params string[] expected) =>
        Assert.Equal(expected, ConfigDifference.Of(before.Replace('\'', '"'), now.Replace('\'', '"')));
}
