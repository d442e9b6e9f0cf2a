#!/bin/bash
# Runs the workers of the sweep 'tiny'. Each task of the job array is one.
# You may change this script: 'run' and 'resume' then submit it as it is. Delete it for a new one.
# They add --job-name, --comment and --array, by which 'status' and 'stop' find the tasks.
# written by sweep: HASH

# What a task asks Slurm for: launcher in the sweep file.
#SBATCH --partition=gpu
#SBATCH --account=lab
#SBATCH --time=1-12:00:00
#SBATCH --cpus-per-task=8
#SBATCH --gres=gpu:2
#SBATCH --mem=16G
#SBATCH --constraint=a100&nvlink
#SBATCH --exclusive
#SBATCH --mail-user="a b"
#SBATCH --nice=100

# A task that loses its node or is preempted is queued again, and goes on with its output.
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=FOLDER/task-%A_%a.out

# launcher.setup
module load cuda

# Where the machine that submits has its data. Each node needs the same folders.
export SWEEP_DATA=DATA

for file in PROGRAM; do
    if [ ! -e "$file" ]; then
        echo "The node $(hostname) has no $file. Install sweep in a folder that all nodes share." >&2
        exit 2
    fi
done

# By exec, the signals of Slurm reach the worker.
exec PROGRAM worker tiny --store URL \
    --launcher slurm
