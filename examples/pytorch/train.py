import sweep_log
import torch

p = sweep_log.parameters({"optimizer": {"lr": 0.1}, "epochs": 20})
torch.manual_seed(sweep_log.seed())
device = "cuda" if torch.cuda.is_available() else "cpu"

# Two spirals, the same for all seeds.
angle = torch.linspace(0.5, 9, 1000).repeat(2)
label = torch.arange(2).repeat_interleave(1000)
radius = angle * (2 * label - 1) / 9
x = torch.stack([radius * angle.cos(), radius * angle.sin()], 1)
x += 0.02 * torch.randn(x.shape, generator=torch.Generator().manual_seed(1))
x, label, validation = x.to(device), label.to(device), torch.arange(len(x)) % 4 == 0

layers = [layer for a, b in ((2, 64), (64, 64), (64, 2)) for layer in (torch.nn.Linear(a, b), torch.nn.LeakyReLU(0.1))]
model = torch.nn.Sequential(*layers[:-1]).to(device)
optimizer = torch.optim.SGD(model.parameters(), lr=p["optimizer"]["lr"], momentum=0.9)
checkpoint, first_epoch = sweep_log.checkpoints() / "last.pt", 0
if checkpoint.exists():
    first_epoch, parameters, state = torch.load(checkpoint)
    model.load_state_dict(parameters)
    optimizer.load_state_dict(state)

for epoch in range(first_epoch, p["epochs"]):
    order = torch.randperm(1500, generator=torch.Generator().manual_seed(1000 * sweep_log.seed() + epoch))
    for i, batch in enumerate(order.split(30)):
        loss = torch.nn.functional.cross_entropy(model(x[~validation][batch]), label[~validation][batch])
        sweep_log.log(step=50 * epoch + i, epoch=epoch, loss=loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    correct = model(x[validation]).argmax(1) == label[validation]
    sweep_log.log({"val/accuracy": correct.float().mean()}, step=50 * epoch + i, epoch=epoch)
    torch.save((epoch + 1, model.state_dict(), optimizer.state_dict()), checkpoint.with_suffix(".new"))
    checkpoint.with_suffix(".new").replace(checkpoint)
    if sweep_log.should_stop():
        break
