import sweep_log
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

parameters = sweep_log.parameters({"model": {"name": "forest", "trees": 100}})
x, y = load_digits(return_X_y=True)
x_train, x_validation, y_train, y_validation = train_test_split(x, y, random_state=sweep_log.seed())

model = parameters["model"]
if model["name"] == "forest":
    classifier = RandomForestClassifier(model["trees"], random_state=sweep_log.seed())
else:
    classifier = make_pipeline(StandardScaler(), SVC(C=model["C"]))
classifier.fit(x_train, y_train)
sweep_log.log({
    "train/accuracy": classifier.score(x_train, y_train),
    "val/accuracy": classifier.score(x_validation, y_validation),
})
