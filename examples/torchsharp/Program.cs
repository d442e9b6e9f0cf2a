using static TorchSharp.torch;
using static TorchSharp.torch.nn;

var parameters = SweepLog.Parameters();
var lr = parameters["optimizer"]!["lr"]!.GetValue<double>();
var epochs = parameters["epochs"]!.GetValue<int>();
random.manual_seed(SweepLog.Seed());

// A noisy sine, the same for all seeds.
var noise = new Generator(1);
var x = linspace(-3, 3, 1000).unsqueeze(1);
var y = x.sin() + (0.1 * randn(1000, 1, generator: noise));
var (isValidation, isTraining) = (arange(1000) % 4 == 0, arange(1000) % 4 != 0);

using var model = Sequential(Linear(1, 32), Tanh(), Linear(32, 32), Tanh(), Linear(32, 1));
using var optimizer = optim.SGD(model.parameters(), lr, momentum: 0.9);

// The momentum starts anew after an interruption; a program that needs the same numbers to the last bit saves it too.
var (checkpoint, counter) = (Path.Join(SweepLog.Checkpoints(), "model"), Path.Join(SweepLog.Checkpoints(), "epoch"));
var firstEpoch = File.Exists(counter) ? int.Parse(File.ReadAllText(counter)) : 0;
if (firstEpoch > 0)
    model.load($"{checkpoint}.{firstEpoch}");

for (var epoch = firstEpoch; epoch < epochs && !SweepLog.ShouldStop(); epoch++)
{
    using var scope = NewDisposeScope();
    var loss = functional.mse_loss(model.forward(x[isTraining]), y[isTraining]);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    using (no_grad())
    {
        var validation = functional.mse_loss(model.forward(x[isValidation]), y[isValidation]);
        SweepLog.Log(epoch, epoch, ("train/loss", loss.item<float>()), ("val/loss", validation.item<float>()));
    }

    model.save($"{checkpoint}.{epoch + 1}");
    File.WriteAllText(counter + ".new", $"{epoch + 1}");
    File.Move(counter + ".new", counter, overwrite: true);
    File.Delete($"{checkpoint}.{epoch}");
}
