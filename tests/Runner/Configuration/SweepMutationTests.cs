using System.Text;
using SweepRunner.Configuration;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Spoils sound sweeps at random and hands them to what <c>validate</c> calls: it finds faults, it never
/// throws.</summary>
public sealed class SweepMutationTests
{
    private const int Mutations = 2_000;

    [Fact]
    public void Read_RandomlySpoiltSweep_NeverThrows()
    {
        var random = new Random(20_240_607);
        var sound = SweepTexts.ShippedTexts.Append(SweepTexts.Full).Append(SweepTexts.Program)
            .Concat(ConditionalSpaceTests.Texts)
            .ToList();
        var (refused, planned) = (0, 0);
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            var text = SpoiltText.Of(Encoding.UTF8.GetBytes(sound[random.Next(sound.Count)]), random);
            var faults = Validate(text);
            Assert.All(
                faults, fault => Assert.True(fault is { Message.Length: > 0, Position: not null }, fault.ToString()));
            (refused, planned) = faults.Count > 0 ? (refused + 1, planned) : (refused, planned + 1);
        }

        // Were nearly all refused for broken JSON, the checks behind it would go untried; and some changes do no harm.
        Assert.True(refused > Mutations / 2 && planned > Mutations / 50, $"{refused} refused, {planned} planned");
    }

    private static IReadOnlyList<Fault> Validate(byte[] text)
    {
        try
        {
            SweepPlanner.Plan(SweepReader.Read(text, "spoilt.json", []), SweepTexts.OneCore);
            return [];
        }
        catch (FaultsException exception)
        {
            Assert.NotEmpty(exception.Faults);
            return exception.Faults;
        }
    }
}
